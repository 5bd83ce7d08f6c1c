//! Walks everything that a document holds without making a copy of it. It must not know what is done with it.

use std::fmt;

use serde::ser::{self, Impossible, Serialize};

/// What is told about each thing in a document: texts and numbers, not the names of fields.
pub(super) trait Gathering {
    /// A text.
    fn text(&mut self, text: &str);
    /// A number as JSON writes it.
    fn number(&mut self, number: &str);
}

/// Tells everything that `document` holds.
pub(super) fn gather<G: Gathering>(document: &impl Serialize, into: &mut G) {
    // What cannot be walked holds nothing that a text could say.
    document.serialize(&mut Walk(into)).unwrap_or_default();
}

struct Walk<'g, G>(&'g mut G);

/// A document that JSON could not hold.
#[derive(Debug)]
struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no document")
    }
}

impl std::error::Error for Unfit {}

impl ser::Error for Unfit {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

macro_rules! numbers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), Unfit> {
            let number = serde_json::Number::from(value).to_string();
            self.0.number(&number);
            Ok(())
        })*
    };
}

macro_rules! nothing {
    ($($method:ident($($type:ty),*)),*) => {
        $(fn $method(self $(, _: $type)*) -> Result<(), Unfit> { Ok(()) })*
    };
}

macro_rules! lists {
    ($($method:ident($($type:ty),*)),*) => {
        $(fn $method(self $(, _: $type)*) -> Result<Self, Unfit> { Ok(self) })*
    };
}

impl<G: Gathering> ser::Serializer for &mut Walk<'_, G> {
    type Ok = ();
    type Error = Unfit;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Impossible<(), Unfit>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    numbers!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);
    nothing!(serialize_bool(bool), serialize_none(), serialize_unit(), serialize_unit_struct(&'static str));
    nothing!(serialize_bytes(&[u8]));
    lists!(serialize_seq(Option<usize>), serialize_tuple(usize), serialize_map(Option<usize>));
    lists!(serialize_tuple_struct(&'static str, usize), serialize_struct(&'static str, usize));
    lists!(serialize_struct_variant(&'static str, u32, &'static str, usize));

    fn serialize_f32(self, value: f32) -> Result<(), Unfit> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Unfit> {
        if let Some(number) = serde_json::Number::from_f64(value) {
            self.0.number(&number.to_string());
        }
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Unfit> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Unfit> {
        self.0.text(value);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unfit> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unfit> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unfit> {
        value.serialize(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unfit> {
        Err(Unfit)
    }
}

macro_rules! compound {
    ($($trait:ident::$method:ident),*) => {
        $(impl<G: Gathering> ser::$trait for &mut Walk<'_, G> {
            type Ok = ();
            type Error = Unfit;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Unfit> {
                Ok(())
            }
        })*
    };
}

macro_rules! fields {
    ($($trait:ident),*) => {
        $(impl<G: Gathering> ser::$trait for &mut Walk<'_, G> {
            type Ok = ();
            type Error = Unfit;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), Unfit> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Unfit> {
                Ok(())
            }
        })*
    };
}

compound!(SerializeSeq::serialize_element, SerializeTuple::serialize_element, SerializeTupleStruct::serialize_field);
fields!(SerializeStruct, SerializeStructVariant);

impl<G: Gathering> ser::SerializeMap for &mut Walk<'_, G> {
    type Ok = ();
    type Error = Unfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Unfit> {
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unfit> {
        Ok(())
    }
}
